# Sources of src/check.
