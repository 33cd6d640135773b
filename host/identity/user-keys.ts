import { fold } from '@sontechsp/sdk';

/** What makes two user names the same: case, also of the Turkish i, and the way letters are encoded. */
export const usernameKey = (username: string): string => username.normalize('NFKC').replace(/[Iİı]/g, 'i').toLowerCase().trim();

/** What a user is found and sorted by. */
export const searchKey = (username: string, fullName: string): string => fold(`${fullName} ${username}`);
