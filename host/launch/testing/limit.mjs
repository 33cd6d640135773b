/** Calls `end` when this process has lived for the minutes of SONTECHSP_TEST_MINUTES; without it a run takes what it needs. */
export function onLimit(end) {
  const minutes = process.env.SONTECHSP_TEST_MINUTES;
  if (minutes === undefined) return;
  if (!(Number(minutes) > 0)) throw new Error(`SONTECHSP_TEST_MINUTES takes a number above 0, not '${minutes}'.`);
  setTimeout(() => end(minutes), Number(minutes) * 60_000).unref();
}
