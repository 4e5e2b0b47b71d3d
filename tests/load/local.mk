# Tests of src/load.
