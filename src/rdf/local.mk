libng_la_SOURCES += src/rdf/rdf.h
