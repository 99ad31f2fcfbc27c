import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const executable = (name) => {
  try {
    accessSync(`${folder}/${name}`, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
const scripts = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile() && executable(one.name)).map(({ name }) => name);
const programs = ['chain/server.js', 'ipfs/server.js', 'platform/server.js', 'lib/trader/trader.js'];
/** A script that went on would find neither Node nor Java. */
const run = (command, ...flags) => spawnSync(`${folder}/${command}`, flags, { encoding: 'utf8', timeout: 30_000, env: { PATH: '/usr/bin:/bin', JAVA_HOME: '/nowhere' } });
const node = (program, ...flags) => spawnSync(process.execPath, [`${folder}/${program}`, ...flags], { encoding: 'utf8', timeout: 30_000 });

test('there are scripts', () => assert.deepEqual(scripts.sort(), ['install', 'story', 'token', 'trader', 'up']));

for (const script of scripts) {
  test(`${script} answers --help, also beside other options`, () => {
    for (const flags of [['--help'], ['-h'], ['--unheard-of', '--help']]) {
      const { status, stdout, stderr } = run(script, ...flags);
      assert.deepEqual([status, stderr], [0, '']);
      assert.match(stdout, new RegExp(`^usage: deploy/local/${script}\\b`));
    }
  });

  test(`${script} names an option that it does not know, before it does anything`, () => {
    for (const unknown of ['--unheard-of', '--unheard-of=1', '-x', 'word', '*']) {
      const { status, stdout, stderr } = run(script, unknown);
      assert.deepEqual([status, stdout, stderr], [2, '', `Unknown option: ${unknown}; see deploy/local/${script} --help\n`]);
    }
  });
}

test('every option that a script describes is one that it knows', () => {
  for (const script of scripts) {
    for (const [, name] of run(script, '--help').stdout.matchAll(/^ {2}(--[a-z-]+)/gm)) {
      assert.doesNotMatch(run(script, name, 'value', '--unheard-of').stderr, new RegExp(`option: ${name}`), `${script} ${name}`);
    }
  }
});

for (const program of programs) {
  test(`${program} answers --help, and names an option that it does not know`, () => {
    const help = node(program, '--help');
    assert.deepEqual([help.status, help.stderr], [0, '']);
    assert.match(help.stdout, /^usage: /);
    const unknown = node(program, '--unheard-of');
    assert.equal(unknown.status, 2);
    assert.match(unknown.stderr, /--unheard-of[^]*\nusage: /);
  });
}
