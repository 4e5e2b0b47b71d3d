# Rows of src/data/lists/html-words.tsv and its kin, sorted by their words, to rows of a C table; those of the
# same words become one.
function finish() {
  if (words != "") printf "  {\"%s\", %s},\n", words, kinds
}
BEGIN {
  FS = "\t"
  split("body lead caption byline junk comment hidden keep not about open whole end appeal strong weak scots pidgin", names, " ")
  for (i in names) known[names[i]] = "SAYS_" toupper(names[i])
}
/^#/ || /^$/ { next }
!($1 in known) || NF != 2 || $2 !~ /^[a-z0-9]+( [a-z0-9]+)*$/ || ($1, $2) in seen || $2 < words {
  print "words.awk: not a row, twice, or not in order: " $0 > "/dev/stderr"
  exit failed = 1
}
{
  seen[$1, $2] = 1
  if ($2 == words) {
    kinds = kinds " | " known[$1]
  } else {
    finish()
    words = $2
    kinds = known[$1]
  }
}
END {
  if (failed) exit 1
  finish()
}
