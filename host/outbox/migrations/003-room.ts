import { migration, runSql } from '@sontechsp/sdk';

/** A page is filled by half, so that every row on it finds room for its leased version, which then needs no entry in an index. */
export default migration('outbox-003', [runSql({ sqlite: '', postgres: 'ALTER TABLE cikis_kutusu SET (fillfactor = 50)' })]);
