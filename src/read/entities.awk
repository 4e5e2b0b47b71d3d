# Rows of src/data/lists/html-entities.tsv, sorted by name in byte order, to rows of a C table.
function utf8(hex,    c) {
  c = number(hex)
  if (c < 128) return octal(c)
  if (c < 2048) return octal(192 + int(c / 64)) octal(128 + c % 64)
  if (c < 65536) return octal(224 + int(c / 4096)) octal(128 + int(c / 64) % 64) octal(128 + c % 64)
  return octal(240 + int(c / 262144)) octal(128 + int(c / 4096) % 64) octal(128 + int(c / 64) % 64) octal(128 + c % 64)
}
function number(hex,    i, n) {
  n = 0
  for (i = 1; i <= length(hex); ++i) n = n * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
  return n
}
function octal(byte) {
  return sprintf("\\%03o", byte)
}
BEGIN { FS = "\t" }
NR == 1 {
  if ($0 != "#newsgraph html-entities 1") {
    print FILENAME ":1: not version 1 of the list 'html-entities'" > "/dev/stderr"
    exit 1
  }
  next
}
/^#/ || /^$/ { next }
NF != 3 || $1 !~ /^[A-Za-z0-9]+$/ || $1 <= last || $2 !~ /^(bare|-)$/ {
  print FILENAME ":" NR ": not a row, or not in order: " $0 > "/dev/stderr"
  exit 1
}
{
  last = $1
  n = split($3, codes, " ")
  text = ""
  for (i = 1; i <= n; ++i) text = text utf8(codes[i])
  printf "  {\"%s\", %s, \"%s\"},\n", $1, $2 == "bare" ? "true" : "false", text
}
