sample_files = \
  output/council-breach.nt output/council-breach.ttl \
  output/mine-rescue.nt output/mine-rescue.ttl \
  output/port-contract.nt output/port-contract.ttl \
  output/river-treaty.nt output/river-treaty.ttl

EXTRA_DIST += $(sample_files) output/README.md output/write-samples.sh \
  output/articles/index.tsv \
  output/articles/council-breach.txt output/articles/mine-rescue.txt \
  output/articles/port-contract.txt output/articles/river-treaty.txt

# Write the sample graphs anew, into the source tree.
samples: newsgraph$(EXEEXT) all-am
	$(srcdir)/output/write-samples.sh ./newsgraph $(srcdir)/output/articles $(srcdir)/output
.PHONY: samples
