# Rows of src/data/lists/tokens.tsv to rows of a C table; sort them by bytes afterwards.
# A word that stands in several lists becomes one row.
BEGIN {
  FS = "\t"
  n = split("title digit comma abbr prefix unit domain starter split whole calendar picture shot", names, " ")
  for (i = 1; i <= n; ++i) {
    flag[names[i]] = "NG_LEX_" toupper(names[i])
  }
}
NR == 1 {
  if ($0 != "#newsgraph tokens 1") {
    print FILENAME ":1: not version 1 of the list 'tokens'" > "/dev/stderr"
    failed = 1
    exit 1
  }
  next
}
/^#/ || /^$/ { next }
!($1 in flag) || NF < 2 {
  print FILENAME ":" NR ": not a row: " $0 > "/dev/stderr"
  failed = 1
  exit 1
}
{
  m = split($2, words, " ")
  for (i = 1; i <= m; ++i) {
    word = words[i]
    cut = 0
    if ($1 == "split") {
      cut = index(word, "|") - 1
      sub(/\|/, "", word)
    }
    if ((word, $1) in seen) {
      print FILENAME ":" NR ": twice in '" $1 "': " word > "/dev/stderr"
      failed = 1
      exit 1
    }
    seen[word, $1] = 1
    if (word in flags) {
      flags[word] = flags[word] " | " flag[$1]
    } else {
      flags[word] = flag[$1]
    }
    if (cut > 0) {
      cuts[word] = cut
    }
  }
}
END {
  if (failed) {
    exit 1
  }
  for (word in flags) {
    printf "  {\"%s\", %s, %d},\n", word, flags[word], cuts[word] + 0
  }
}
