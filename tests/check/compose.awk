# Composes the graphs of suite.tsv out of valid.ttl: those that can be read go into FOLDER/all.trig, each a graph
# called case:NAME, the others, whose names begin with own-unread, into FOLDER/NAME.ttl.
# usage: awk -v dir=FOLDER -f compose.awk suite.tsv valid.ttl
BEGIN { FS = "\t" }
function expand(s,   k, i) {
  for (k in names) while (i = index(s, "{" k "}")) s = substr(s, 1, i - 1) names[k] substr(s, i + length(k) + 2)
  return s
}
FNR == NR && /^=/ { names[$2] = $3; next }
FNR == NR && (/^#/ || !NF) { next }
FNR == NR { case_name[++n] = $1; without[n] = expand($3); with[n] = expand($4); next }
/^(@|#)/ { head = head $0 "\n"; next }
{ line[++n_lines] = $0 }
function compose(c, file,   w, a, k, l, n_without, n_with, is_out) {
  n_without = split(without[c], w, /\|\|/)
  for (l = 1; l <= n_lines; l++) {
    is_out = 0
    for (k = 1; k <= n_without; k++) if (w[k] != "" && index(line[l], w[k])) is_out = 1
    if (!is_out) print line[l] >file
  }
  n_with = split(with[c], a, /\|\|/)
  for (k = 1; k <= n_with; k++) print a[k] >file
}
END {
  all = dir "/all.trig"
  printf "%s", head >all
  for (c = 1; c <= n; c++) {
    if (case_name[c] ~ /^own-unread/) {
      file = dir "/" case_name[c] ".ttl"
      printf "%s", head >file
      compose(c, file)
      close(file)
    } else {
      print "<case:" case_name[c] "> {" >all
      compose(c, all)
      print "}" >all
    }
  }
}
