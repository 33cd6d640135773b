/** A warning's sentence is its owner's. */
export const warningKey = (code: string): string => `${code.split('.')[0]}:warnings.${code}`;
