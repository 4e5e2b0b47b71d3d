# Rows of src/data/lists/paragraphs.tsv to rows of a C table, in their order.
BEGIN {
  FS = "\t"
  kind["furniture"] = "NG_PAR_FURNITURE"
  kind["caption"] = "NG_PAR_CAPTION"
  kind["byline"] = "NG_PAR_BYLINE"
}
NR == 1 {
  if ($0 != "#newsgraph paragraphs 1") {
    print FILENAME ":1: not version 1 of the list 'paragraphs'" > "/dev/stderr"
    exit 1
  }
  next
}
/^#/ || /^$/ { next }
!($1 in kind) || NF != 2 || ($2 in seen) || $2 ~ /["\\]/ {
  print FILENAME ":" NR ": not a row, or twice: " $0 > "/dev/stderr"
  exit 1
}
{
  seen[$2] = 1
  printf "  {\"%s\", %s},\n", $2, kind[$1]
}
