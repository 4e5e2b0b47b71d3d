# Engines that run many processes.
scale_tests = tests/scale/parallel.sh tests/scale/slurm.sh
dist_check_SCRIPTS += $(scale_tests)
TESTS += $(scale_tests)
EXTRA_DIST += tests/scale/slurm.conf
