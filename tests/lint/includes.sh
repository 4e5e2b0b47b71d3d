#!/bin/sh
# Holds the table "Who may include whom" of src/README.md against the #include lines under src.
set -u
src=${top_srcdir:-.}/src
table=$(sed -n '/^## Who may include whom/,$p' "$src/README.md" | sed -n 's/^| \([a-z]*\) | \([a-z. ]*\) |$/\1 \2/p' | grep -v '^folder ')
[ "$(printf '%s\n' "$table" | wc -l)" -ge 10 ] || { echo "lint: the table in $src/README.md was not understood"; exit 1; }
bad=0
checked=0
for file in "$src"/*/*.[ch]; do
  folder=$(basename "$(dirname "$file")")
  allowed=$(printf '%s\n' "$table" | sed -n "s/^$folder //p")
  if [ -z "$allowed" ]; then
    echo "$file: folder '$folder' has no row in $src/README.md"
    bad=1
    continue
  fi
  for header in $(sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' "$file"); do
    checked=$((checked + 1))
    case $header in
      config.h) continue ;;
      */*) from=${header%%/*} ;;
      *) from=$header ;;
    esac
    case " $allowed " in
      *" $from "*) ;;
      *) echo "$file: includes \"$header\", but '$folder' may include only: $allowed"; bad=1 ;;
    esac
  done
  for header in $(sed -n 's/^ *# *include *<\([^>]*\)>.*/\1/p' "$file"); do
    case $header:$folder in
      raptor2.h:write | raptor.h:write | raptor*.h:rdf | librdf.h:query | redland.h:query | librdf.h:load | redland.h:load | raptor*.h:model) ;;
      raptor*.h:* | librdf.h:* | redland.h:*)
        echo "$file: includes <$header>, which belongs to write/, rdf/, query/ and load/"; bad=1 ;;
    esac
  done
done
[ "$checked" -gt 20 ] || { echo "lint: only $checked includes were seen"; exit 1; }
exit $bad
