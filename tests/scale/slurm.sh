#!/bin/sh
# An array of jobs under a real Slurm of one node on the loopback interface, a share of the input for each task; one
# task is killed in the middle and run again. The sorted union is the single run, byte for byte.
set -u
PATH=$top_builddir:$PATH:/usr/sbin:/sbin
export PATH
for program in slurmctld slurmd sbatch munged; do
  command -v $program >/dev/null 2>&1 || { echo "$program is not installed: skipped"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "Slurm is started by root only: skipped"; exit 77; }
dir=$(mktemp -d) || exit 1
. "$top_srcdir/tests/run/articles.sh"

running=
finish() {
  for file in slurmd slurmctld munged; do
    [ -s "$dir/$file.pid" ] && kill "$(cat "$dir/$file.pid")" 2>/dev/null
  done
  for pid in $running; do
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done
  rm -rf "$dir"
}
trap finish EXIT

# until_true SECONDS COMMAND...
until_true() {
  left=$(($1 * 10))
  shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ $left -gt 0 ] || return 1
    sleep 0.1
  done
}

# --- Slurm
host=$(hostname -s)
port=$((20000 + $$ % 10000))
mkdir "$dir/state" "$dir/spool" "$dir/parts"
chmod 755 "$dir"
head -c 1024 /dev/urandom >"$dir/key"
chmod 600 "$dir/key"
munged --foreground --force --socket="$dir/munge.socket" --key-file="$dir/key" --pid-file="$dir/munged.pid" \
  --log-file="$dir/munged.log" --seed-file="$dir/munged.seed" >"$dir/munged.out" 2>&1 &
running="$running $!"
SLURM_CONF=$dir/slurm.conf
export SLURM_CONF
sed "s#@DIR@#$dir#g; s#@HOST@#$host#g; s#@PORT@#$port#; s#@NODE_PORT@#$((port + 1))#" \
  "$top_srcdir/tests/scale/slurm.conf" >"$SLURM_CONF"
echo CgroupPlugin=cgroup/v1 >"$dir/cgroup.conf" # nothing of it is used, and v2 must be mounted for slurmd to start
until_true 10 test -S "$dir/munge.socket" || { cat "$dir/munged.log" "$dir/munged.out"; exit 1; }
slurmctld -D >"$dir/slurmctld.out" 2>&1 &
running="$! $running"
until_true 10 scontrol ping || { tail "$dir/slurmctld.log"; exit 1; }
slurmd -D >"$dir/slurmd.out" 2>&1 &
running="$! $running"
is_idle() { sinfo -h -o %t | grep -q idle; }
until_true 20 is_idle || { sinfo; tail "$dir/slurmctld.log" "$dir/slurmd.log"; exit 1; }

# --- the jobs
make_articles 32 "$dir/in.jsonl"
newsgraph extract -f nquads "$dir/in.jsonl" | LC_ALL=C sort -u >"$dir/single"
cat >"$dir/job" <<'END'
#!/bin/sh
k=$SLURM_ARRAY_TASK_ID
if [ "$k" = 3 ] && mkdir tried 2>/dev/null; then
  { head -20 ../in.jsonl; sleep 60; } |
    newsgraph extract -i jsonl -f nquads --shard "$k/4" --checkpoint 0 --resume -o "part.$k.nq"
else
  newsgraph extract -i jsonl -f nquads --shard "$k/4" --checkpoint 0 --resume -o "part.$k.nq" - <../in.jsonl
fi
END
job=$(cd "$dir/parts" && sbatch --parsable --array=1-4 --output="$dir/job.%a.out" "$dir/job") || exit 1
until_true 20 grep -q '^total.n_articles [1-9]' "$dir/parts/part.3.nq.checkpoint" || fail "task 3 does not work"
scancel --full --signal=KILL "${job}_3"
is_over() { [ -z "$(squeue -h)" ]; }
until_true 25 is_over || { squeue; fail "the jobs do not end"; }
[ ! -e "$dir/parts/part.3.nq" ] || fail "the killed task left a file under its name"
(cd "$dir/parts" && sbatch --parsable --array=3 --output="$dir/again.%a.out" "$dir/job") >"$dir/job.id" || exit 1
until_true 20 is_over || { squeue; fail "the job does not end"; }
LC_ALL=C sort -u "$dir"/parts/part.?.nq >"$dir/merged"
same "$dir/single" "$dir/merged" "the parts of the array"
[ "$(ls "$dir/parts"/part.* | wc -l)" -eq 4 ] || fail "rests: $(ls "$dir/parts")"
[ $failed -eq 0 ] || cat "$dir"/*.out
exit $failed
