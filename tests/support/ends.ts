type Work = () => Promise<void> | void;

const works: Work[] = [];

/** Does this when the last test file of this process has ended. */
export const afterTheRun = (work: Work): void => void works.push(work);

/** The last that was asked for comes first. */
export async function endRun(): Promise<void> {
  for (const work of works.splice(0).reverse()) await work();
}
