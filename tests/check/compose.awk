# Composes the graphs of suite.tsv out of valid.ttl, one file a case: awk -v dir=FOLDER -f compose.awk suite.tsv valid.ttl
BEGIN { FS = "\t" }
function expand(s,   k) {
  for (k in names) while (i = index(s, "{" k "}")) s = substr(s, 1, i - 1) names[k] substr(s, i + length(k) + 2)
  return s
}
FNR == NR && /^=/ { names[$2] = $3; next }
FNR == NR && (/^#/ || !NF) { next }
FNR == NR { case_name[++n] = $1; without[n] = expand($3); with[n] = expand($4); next }
{ line[++n_lines] = $0 }
END {
  for (c = 1; c <= n; c++) {
    file = dir "/" case_name[c] ".ttl"
    n_without = split(without[c], w, /\|\|/)
    for (l = 1; l <= n_lines; l++) {
      is_out = 0
      for (k = 1; k <= n_without; k++) if (w[k] != "" && index(line[l], w[k])) is_out = 1
      if (!is_out) print line[l] >file
    }
    n_with = split(with[c], a, /\|\|/)
    for (k = 1; k <= n_with; k++) print a[k] >file
    close(file)
  }
}
