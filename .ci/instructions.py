#!/usr/bin/env python3
"""Instructions that reading feeds takes: this reader and feed-rs against a bare quick-xml loop.

    .ci/instructions.py FILE...      needs valgrind; names may also come on standard input

Builds the benchmark `parse` with its symbols, lets it read every file once with each reader under
callgrind, and prints the ratio of the totals and the median of the files' ratios; under `drafts`,
what reading and normalising take together. Counts do not depend on what else the machine does. Files that the bare loop gives up (legacy encodings, broken
markup) have nothing to be compared with: they are counted and left out.
"""
import glob, os, re, statistics, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def built():
    """The path of the benchmark, built."""
    env = dict(os.environ, CARGO_PROFILE_BENCH_STRIP='false', CARGO_PROFILE_BENCH_DEBUG='1')
    command = ['cargo', 'bench', '--locked', '--bench', 'parse', '--no-run']
    said = subprocess.run(command, cwd=os.path.dirname(HERE), env=env, check=True, text=True, stderr=subprocess.PIPE).stderr
    return os.path.join(os.path.dirname(HERE), re.search(r'\(([^)]*parse-[^)]*)\)', said)[1])


def counts(program, reader, files):
    """For each file whether it was read and how many instructions that took."""
    with tempfile.TemporaryDirectory() as folder:
        call = os.path.basename(program).split('-')[0] + '::read_one'
        command = ['valgrind', '--tool=callgrind', f'--callgrind-out-file={folder}/out',
                   f'--toggle-collect={call}', f'--dump-after={call}', program, '--only', reader, *files]
        done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        dumps = sorted(glob.glob(f'{folder}/out.*'), key=lambda path: int(path.rsplit('.', 1)[1]))
        numbers = [int(re.search(r'^(?:summary|totals): (\d+)', open(path).read(), re.M)[1]) for path in dumps]
    read = [line.startswith('read') for line in done.stdout.splitlines()]
    assert len(read) == len(files) == len(numbers), (len(read), len(files), len(numbers))
    return list(zip(read, numbers))


def main():
    files = sys.argv[1:] or sys.stdin.read().split('\n')
    files = [os.path.abspath(name) for name in files if name]
    program = os.environ.get('BENCH') or built()
    bare, ours, theirs, drafts = (counts(program, reader, files) for reader in ('bare', 'tidings', 'feed-rs', 'drafts'))
    whole = [at for at, (read, _) in enumerate(bare) if read]
    size = sum(os.path.getsize(files[at]) for at in whole)
    print(f'{len(whole)} of {len(files)} files, {size / 1e6:.1f} MB, that the bare loop reads to the end')
    for name, found in ('tidings', ours), ('feed-rs', theirs), ('drafts', drafts):
        # What gives up early has not done the work.
        done = [at for at in whole if found[at][0]]
        total = sum(found[at][1] for at in done) / sum(bare[at][1] for at in done)
        ratios = sorted(found[at][1] / bare[at][1] for at in done)
        slower = sum(found[at][1] > theirs[at][1] for at in done if theirs[at][0])
        print(f'{name:8} total {total:5.2f} x, median {statistics.median(ratios):5.2f} x, worst {ratios[-1]:6.2f} x, '
              f'{sum(found[at][1] for at in done) / sum(os.path.getsize(files[at]) for at in done):5.1f} a byte, '
              f'{len(whole) - len(done)} not read, slower than feed-rs on {slower}')


main()
