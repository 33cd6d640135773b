import { fold } from '@sontechsp/sdk';

/** A name as it is kept: control characters (which printers obey) and halves of characters become spaces, white space is folded. */
export const cleanName = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();

/** A code as it is kept: without the white space around it. */
export const cleanCode = (text: string): string => text.trim();

/** At most so many characters, never half of one. */
export const atMost = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** What a search by name looks into. Cut, because one sign may unfold into eighteen and an index entry has a limit. */
export const searchKey = (name: string): string => atMost(fold(name), 300);
