# Every case; tests/suites.sh complains of a file that is missing here.
suite_files = \
  tests/suites/events/active-passive.nt tests/suites/events/active-passive.txt \
  tests/suites/events/agreement-ended.nt tests/suites/events/agreement-ended.txt \
  tests/suites/events/alleged-denied.nt tests/suites/events/alleged-denied.txt \
  tests/suites/events/idioms.nt tests/suites/events/idioms.txt \
  tests/suites/events/nominal.nt tests/suites/events/nominal.txt \
  tests/suites/events/planned.nt tests/suites/events/planned.txt \
  tests/suites/events/repeated.nt tests/suites/events/repeated.txt \
  tests/suites/government/demonyms.nt tests/suites/government/demonyms.txt \
  tests/suites/government/metonyms.nt tests/suites/government/metonyms.txt \
  tests/suites/names/acronym-in-brackets.nt tests/suites/names/acronym-in-brackets.txt \
  tests/suites/names/family-name-first.nt tests/suites/names/family-name-first.txt \
  tests/suites/names/headline-in-capitals.nt tests/suites/names/headline-in-capitals.txt \
  tests/suites/names/surname-later.nt tests/suites/names/surname-later.txt \
  tests/suites/names/two-of-one-surname.nt tests/suites/names/two-of-one-surname.txt \
  tests/suites/names/unknown-names.nt tests/suites/names/unknown-names.txt \
  tests/suites/positions/apposition.nt tests/suites/positions/apposition.txt \
  tests/suites/positions/title-before-name.nt tests/suites/positions/title-before-name.txt \
  tests/suites/positions/verbs.nt tests/suites/positions/verbs.txt \
  tests/suites/statements/direct-after.nt tests/suites/statements/direct-after.txt \
  tests/suites/statements/indirect.nt tests/suites/statements/indirect.txt \
  tests/suites/statements/scare-quotes.nt tests/suites/statements/scare-quotes.txt \
  tests/suites/statements/several-paragraphs.nt tests/suites/statements/several-paragraphs.txt \
  tests/suites/statements/single-quotes.nt tests/suites/statements/single-quotes.txt \
  tests/suites/text/captions.nt tests/suites/text/captions.txt \
  tests/suites/text/odd-bytes.nt tests/suites/text/odd-bytes.txt \
  tests/suites/times/weekday-and-month.nt tests/suites/times/weekday-and-month.txt
