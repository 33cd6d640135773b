import { existsSync, renameSync } from 'node:fs';

/** Gives a folder that is whole the name of its content. Whoever made the same meanwhile was as good: then it is left where it is. */
export function takeName(making, folder) {
  try {
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
