/** What makes two user names the same: case, also of the Turkish i, and the way letters are encoded. */
export const usernameKey = (username: string): string => username.normalize('NFKC').replace(/[Iİı]/g, 'i').toLowerCase().trim();
