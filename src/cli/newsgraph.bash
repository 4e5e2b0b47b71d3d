# Bash completion for newsgraph.
_newsgraph() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} choices=
  if [ "$COMP_CWORD" -eq 1 ]; then
    choices='extract query load convert merge explain check import knowledge --help --version'
  else
    case ${COMP_WORDS[1]}:$before in
      knowledge:knowledge) choices='list import --help' ;;
      extract:-f | extract:--format | convert:-f | convert:--format | merge:-f | merge:--format) choices='turtle ntriples nquads rdfxml' ;;
      extract:-i | extract:--input) choices='auto text jsonl html ninjs newsml feed warc' ;;
      extract:--compress) choices='none gzip zstd' ;;
      extract:--log-format) choices='text json' ;;
      extract:--profile | convert:--profile) choices='full facts' ;;
      query:-r | query:--results) choices='table csv json xml' ;;
      check:-f | check:--format) choices='text json turtle' ;;
      check:--max-findings | check:--base) return ;;
      import:-m | import:--mapping) choices='gdelt-events gdelt-mentions newsreader eventkg schema-article' ;;
      import:-f | import:--format) choices='turtle ntriples nquads rdfxml' ;;
      *:-o | *:--output | explain:-a | explain:--article) ;;
      extract:*)
        [[ $word == -* ]] && choices='--format --output --input --files-from --null --date --url --title --publisher --base --profile --entail
          --text --background --min-confidence --any-language --jobs --output-dir --articles-per-file --compress --resume --checkpoint --shard
          --progress --no-progress --log-format --quiet --verbose --help'
        ;;
      load:-u | load:--update | load:-s | load:--graph-store | load:-g | load:--graph | load:--base) choices=' ' ;;
      load:*)
        [[ $word == -* ]] && choices='--update --graph-store --directory --graph --add --credentials --ca --plain-password
          --connections --batch --retries --timeout --base --quiet --verbose --help'
        ;;
      convert:*) [[ $word == -* ]] && choices='--format --output --profile --entail --base --help' ;;
      merge:*)
        [[ $word == -* ]] && choices='--format --output --union --rewrite --same-as --do-not-merge --threshold --report
          --happenings --memory --temporary --base --verbose --help'
        ;;
      query:-e | query:--endpoint | query:--timeout | query:--max-memory) return ;;
      query:*) [[ $word == -* ]] && choices='--results --endpoint --credentials --ca --plain-password --timeout --max-memory --output --help' ;;
      explain:*) [[ $word == -* ]] && choices='--article --title --all --output --help' ;;
      check:*) [[ $word == -* ]] && choices='--format --max-findings --base --output --quiet --help' ;;
      import:*) [[ $word == -* ]] && choices='--mapping --format --output --base --quiet --verbose --help' ;;
      knowledge:*) [[ $word == -* ]] && choices='--output --quiet --help' ;;
    esac
  fi
  if [ -n "$choices" ]; then
    mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -o filenames -F _newsgraph newsgraph
