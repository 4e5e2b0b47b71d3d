libng_la_SOURCES += src/http/http.h
