bin_PROGRAMS += newsgraph
newsgraph_SOURCES = \
  src/cli/import.c \
  src/cli/check.c \
  src/cli/commands.h \
  src/cli/convert.c \
  src/cli/explain.c \
  src/cli/extract.c \
  src/cli/graphs.c src/cli/graphs.h \
  src/cli/knowledge.c \
  src/cli/load.c \
  src/cli/main.c \
  src/cli/merge.c \
  src/cli/options.c src/cli/options.h \
  src/cli/query.c \
  src/cli/report.c src/cli/report.h
newsgraph_LDADD = libnewsgraph.la

dist_man_MANS += src/cli/newsgraph.1

# Bash looks for a file that bears the command's name.
EXTRA_DIST += src/cli/newsgraph.bash
completionsdir = $(datadir)/bash-completion/completions
install-data-local:
	$(MKDIR_P) '$(DESTDIR)$(completionsdir)'
	$(INSTALL_DATA) '$(srcdir)/src/cli/newsgraph.bash' '$(DESTDIR)$(completionsdir)/newsgraph'
uninstall-local:
	rm -f '$(DESTDIR)$(completionsdir)/newsgraph'
