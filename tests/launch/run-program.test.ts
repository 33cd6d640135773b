import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';

interface Program {
  runProgram(command: string, args: string[], options: { limitMs: number; isDone?(): boolean; patienceMs?: number }): Promise<number | 'late'>;
}
const path = join(process.env.SONTECHSP_ROOT!, 'host/launch/run-program.mjs');
const { runProgram } = await import(path) as Program;
const node = (code: string, limitMs = 30_000) => runProgram(process.execPath, ['-e', code], { limitMs });

describe('A program that is run before the house is built', () => {
  it('answers its exit code', async () => {
    expect(await node('process.exit(3)')).to.equal(3);
    expect(await node('')).to.equal(0);
  });

  it('answers when all it had printed was handed on', async () => {
    const later = 'setTimeout(() => process.stdout.write("last"), 200)';
    const printed = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(later)}], { stdio: "inherit" }).unref()`;
    const run = spawn(process.execPath, ['-e', `import(${JSON.stringify(path)}).then(({ runProgram }) => runProgram(process.execPath, ['-e', ${JSON.stringify(printed)}], { limitMs: 30_000 })).then(() => process.exit())`], { stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    run.stderr.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    await once(run, 'close');
    expect(text).to.equal('last');
  });

  it('answers 1 when it was killed', async () => {
    expect(await node('process.kill(process.pid, "SIGKILL")')).to.equal(1);
  });

  it('rejects when there is no such program', async () => {
    const error = await runProgram('no-such-program', [], { limitMs: 30_000 }).catch((caught: NodeJS.ErrnoException) => caught);
    expect(error).to.have.property('code', 'ENOENT');
  });

  it('ends one that is done and does not know it', async () => {
    expect(await runProgram(process.execPath, ['-e', 'setTimeout(() => undefined, 60_000)'], { limitMs: 30_000, isDone: () => true, patienceMs: 100 })).to.equal(0);
  });

  it('takes what it had started along at its limit', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const gone = once(server, 'connection').then(([socket]: Socket[]) => new Promise(resolve => socket!.on('error', () => undefined).once('close', resolve).resume()));
    const { port } = server.address() as AddressInfo;
    const stays = `require("node:net").connect(${port}, "127.0.0.1")`;
    expect(await node(`require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stays)}]); setTimeout(() => undefined, 60_000)`, 1500)).to.equal('late');
    await gone;
    server.close();
  });
});
