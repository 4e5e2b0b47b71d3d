# Tests of src/check.
