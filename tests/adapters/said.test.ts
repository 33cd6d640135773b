import { Failure, keptMessage, keptSentence, toldMessage } from '@sontechsp/sdk';
import { expect } from 'chai';
import { core } from '../../host/core.js';
import { createMessages } from '../../host/messages/messages.js';
import { saidOf, type Said } from '../../sdk/http/said.js';

const all: readonly Said[] = [
  { as: 'badHeader' }, { as: 'badAddress' }, { as: 'badProtocol' }, { as: 'namesInAddress' }, { as: 'calledOffBefore' }, { as: 'calledOff' }, { as: 'broke' }, { as: 'unreachable' },
  { as: 'answered', status: 503 }, { as: 'nonsense', status: 200 }, { as: 'tooLong', bytes: 5000 }, { as: 'noAnswer', ms: 10_000 },
];

describe('What the client of adapters says', () => {
  const messages = createMessages([{ namespace: 'host', locales: core.locales }]);

  it('is kept as a key with its facts, and read in the language of the reader', () => {
    for (const said of all) {
      const { message, sentence } = saidOf(said, 'kargo.example');
      const kept = keptMessage(new Failure('unavailable', message, { sentence }));
      expect(kept).to.match(/^host:adapters\.said\.\w+ \{.*"host":"kargo\.example".*\}$/);
      expect(toldMessage(messages, 'en', kept)).to.equal(message);
      const told = ['tr', 'en', 'ru', 'uz'].map(language => toldMessage(messages, language, kept));
      expect(new Set(told).size, told.join(' | ')).to.equal(4);
      expect(told.filter(one => one.includes('{')), kept).to.deep.equal([]);
      if (message.includes('kargo.example')) expect(told.filter(one => !one.includes('kargo.example'))).to.deep.equal([]);
    }
  });

  it('leaves the words of a remote, of a plugin and of old rows as they are', () => {
    for (const words of ['It answered 503', 'Alıcı ilçesi bulunamadı', '', 'host:adapters.said.nobodyWroteThis', 'Note: {"a":1}', 'http://x.example/{a}'])
      expect(toldMessage(messages, 'tr', words)).to.equal(words);
    expect(keptMessage(new Failure('conflict', 'Kayıt var'))).to.equal('Kayıt var');
    expect(keptMessage(new Error('broken'))).to.equal('broken');
  });

  it('is still a sentence where it was cut off', () => {
    const kept = keptSentence({ key: 'host:adapters.said.broke', values: { host: 'x'.repeat(600) } }).slice(0, 500);
    expect(toldMessage(messages, 'en', kept)).to.equal('The connection to {host} broke before its answer.');
  });
});
