libng_la_SOURCES += src/http/http.c src/http/http.h
