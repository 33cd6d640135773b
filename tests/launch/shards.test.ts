import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'chai';
import { endOf, runFiles } from './rig.js';

const good = 'it("holds", () => {});';
const lines = (text: string): string[] => text.trim().split('\n').map(line => line.trim().replace(/[\d.]+ m?s\b/, 'T'));

describe('A run of the tests in several processes', () => {
  it('runs every file once, whoever takes it, and is good when all of them are', async () => {
    const { code, text } = await runFiles({ a: good, b: good, c: good }, { jobs: 2 });
    expect(code).to.equal(0);
    expect(lines(text).slice(0, 3).sort()).to.deep.equal(['✓ a (1 tests, T)', '✓ b (1 tests, T)', '✓ c (1 tests, T)']);
    expect(lines(text).slice(-2)).to.deep.equal(['3 files, T', '3 passed, 0 failed']);
  });

  it('shows each failure whole, numbered, with its difference and its hook', async () => {
    const { code, text } = await runFiles({
      a: 'describe("A till", () => { it("sells", () => { throw Object.assign(new Error("differs"), { actual: "tea", expected: "coffee", showDiff: true }); }); });',
      b: 'describe("A shelf", () => { before(() => { throw new Error("fell"); }); it("holds", () => {}); });',
      c: good,
    });
    expect(code).to.equal(1);
    expect(text).to.include('✗ a: A till › sells\n');
    expect(endOf(text)).to.deep.equal([
      '1) a', 'A till', 'sells:', 'Error: differs', '+ expected - actual', '-tea', '+coffee',
      '2) b', 'A shelf', '"before all" hook for "holds":', 'Error: fell',
      '1 passed, 2 failed',
    ]);
  });

  it('shows what a file prints', async () => {
    const { text } = await runFiles({ a: 'it("prints", () => { console.log("so far"); process.stderr.write("so good"); });' });
    expect(text).to.include('  a | so far\n').and.to.include('  a | so good\n');
  });

  it('fails what nobody caught, in the file that left it behind', async () => {
    const { code, text } = await runFiles({ a: 'it("goes on", done => { void Promise.reject(new Error("dropped")); setTimeout(done, 5000); });', b: good });
    expect(code).to.equal(1);
    expect(endOf(text)).to.deep.equal(['1) a', 'goes on:', 'Uncaught Error: dropped', '1 passed, 1 failed']);
  });

  it('fails a file that cannot be loaded, and one without a test', async () => {
    const { code, text } = await runFiles({ a: 'import "./nowhere.mjs";', b: '', c: good });
    expect(code).to.equal(1);
    expect(text).to.match(/1\) a\n\s+could not be loaded:\n\s+.*Cannot find module/).and.to.match(/2\) b\n\s+ran no test:\n\s+It has none\./).and.to.match(/1 passed, 2 failed\n$/);
  });

  it('does not let one test stand for all of a whole run', async () => {
    const only = { a: 'it.only("holds", () => {}); it("is left out", () => {});' };
    expect((await runFiles(only)).code).to.equal(0);
    const { code, text } = await runFiles(only, { forbidOnly: true });
    expect(code).to.equal(1);
    expect(text).to.include('`.only` forbidden');
  });

  for (const [how, program, said] of [
    ['ends itself', 'process.exit(0);', 'ended by itself (exit code 0)'],
    ['is killed', 'process.kill(process.pid, "SIGKILL");', 'ended by itself (SIGKILL)'],
    ['hangs', 'for (;;);', 'gave no sign of life for 2 seconds'],
  ] as const) it(`fails when a process ${how}, names file and test, and goes on with the others`, async () => {
    const { code, text } = await runFiles({ a: good, b: `it("is at work", () => { ${program} });`, c: good, d: good }, { jobs: 2, patienceMs: 2000 });
    expect(code).to.equal(1);
    expect(lines(text)).to.include.members(['✓ a (1 tests, T)', '✓ c (1 tests, T)', '✓ d (1 tests, T)']);
    expect(text).to.match(new RegExp(`✗ Test process [12] ${said.replace(/[()]/g, '\\$&')} while it ran b \\(is at work\\)\\.`)).and.to.match(/3 passed, 2 failed\n$/);
  });

  it('names the files that nobody was left to run', async () => {
    const { code, text } = await runFiles({ a: good, b: 'it("is at work", () => { process.exit(0); });', c: good });
    expect(code).to.equal(1);
    expect(endOf(text)).to.deep.equal([
      '1) Test process 1 ended by itself (exit code 0) while it ran b (is at work).', 'Before, it had run a.',
      '2) These files did not come to their end:', 'b', 'c',
      '1 passed, 2 failed',
    ]);
  });

  it('fails when a process does not end after its last file', async () => {
    const { code, text } = await runFiles({ a: `const { afterTheRun } = await import(process.env.SONTECHSP_TEST_ENDS); ${good} afterTheRun(() => new Promise(resolve => setTimeout(resolve, 60_000)));` }, { endMs: 300 });
    expect(code).to.equal(1);
    expect(endOf(text)).to.deep.equal(['1) Test process 1 did not end within 0 seconds of its last file.', 'Before, it had run a.', '1 passed, 1 failed']);
  });

  it('leaves no process behind that a file had started', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const left = once(server, 'connection').then(([socket]: Socket[]) => {
      socket!.write('welcome');
      return new Promise(resolve => socket!.on('error', () => undefined).once('close', resolve).resume());
    });
    const { port } = server.address() as AddressInfo;
    const stays = `require("node:net").connect(${port}, "127.0.0.1").on("data", () => process.stdout.write("here"))`;
    const { text } = await runFiles({ a: `import { spawn } from "node:child_process"; it("starts another", done => { spawn(process.execPath, ["-e", ${JSON.stringify(stays)}]).stdout.once("data", () => process.exit(3)); });` });
    expect(text).to.include('ended by itself (exit code 3)');
    await left;
    server.close();
  });

  it('does not wait for one that has left the process group with its output', async () => {
    const stays = 'setTimeout(() => undefined, 60_000)';
    const began = Date.now();
    const { code, text } = await runFiles({ a: `import { spawn } from "node:child_process"; it("starts another", () => { const it = spawn(process.execPath, ["-e", ${JSON.stringify(stays)}], { stdio: "inherit", detached: true }); console.log("pid", it.pid); it.unref(); });` });
    process.kill(Number(/pid (\d+)/.exec(text)![1]), 'SIGKILL');
    expect(code).to.equal(0);
    expect(Date.now() - began).to.be.below(30_000);
  });

  it('leaves out the rest when more has failed than one mistake explains', async () => {
    const bad = 'it("holds", () => { throw new Error("no database"); });';
    const { code, text } = await runFiles({ a: bad, b: bad, c: good }, { bearable: 2 });
    expect(code).to.equal(1);
    expect(endOf(text).slice(-3)).to.deep.equal(['3) These files did not come to their end:', 'c', '0 passed, 3 failed']);
  });

  it('tells which files took longest, and when asked which tests', async () => {
    const files = { quick: good, slow: 'it("waits", () => new Promise(resolve => setTimeout(resolve, 300)));' };
    const said = async (slowest: boolean) => lines((await runFiles(files, { slowest })).text).slice(2, -2).filter(Boolean);
    const dearest = ['The slowest files:', 'T  slow', 'T  quick'];
    expect(await said(false)).to.deep.equal(dearest);
    expect(await said(true)).to.deep.equal([...dearest, 'The slowest tests and hooks:', 'T  slow: waits', 'T  quick: holds']);
  });
});
