const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Calls `end` once, with the exit code to end with, when this process is told to end. npm passes a SIGTERM to the shell it runs
 * this in, and most shells end without passing it on: a shell that is gone counts as one.
 */
export function onEnding(end) {
  let told = false;
  const once = code => {
    if (told) return;
    told = true;
    end(code);
  };
  for (const [signal, code] of Object.entries(codes)) process.on(signal, () => once(code));
  if (process.env.npm_lifecycle_event !== 'test') return;
  const shell = process.ppid;
  setInterval(() => { if (process.ppid !== shell) once(codes.SIGTERM); }, 200).unref();
}
