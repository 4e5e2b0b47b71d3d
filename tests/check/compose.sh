# For scripts: composes the cases of suite.tsv in the folder $dir, NAME.nt or NAME.ttl each. One Turtle document
# for most of them, since reading each takes a process.
awk -v dir="$dir" -f "$here/compose.awk" "$here/suite.tsv" "$here/valid.ttl"
"$top_builddir/newsgraph" convert -f nquads -o "$dir/all.nq" "$dir/all.trig"
awk -v dir="$dir" 'match($0, / <case:[^>]*> [.]$/) {
  file = dir "/" substr($0, RSTART + 7, RLENGTH - 10) ".nt"
  if (file != last) { if (last) close(last); last = file }
  print substr($0, 1, RSTART) "." >file
}' "$dir/all.nq"
rm "$dir/all.nq" "$dir/all.trig"
