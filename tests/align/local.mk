# Tests of src/align.
