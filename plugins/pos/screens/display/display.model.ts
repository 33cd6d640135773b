import { signal, type ReadonlySignal } from '@preact/signals';
import { DISPLAY, type DisplayMessage, type DisplayState } from './state.js';

/** A finished sale is thanked for so long, then the next customer is welcomed. */
const THANKS = 30_000;

/** What the window shows, as the till tells it. Undefined until one has. */
export interface Display {
  readonly state: ReadonlySignal<DisplayState | undefined>;
}

export function createDisplay(channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'> = new BroadcastChannel(DISPLAY)): Display {
  const state = signal<DisplayState | undefined>(undefined);
  const post = (message: DisplayMessage) => channel.postMessage(message);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = () => { if (state.value) state.value = { ...state.value, kind: 'idle', lines: [], sums: [], main: undefined }; };
  channel.onmessage = ({ data }: MessageEvent<DisplayMessage>) => {
    if (data.say === 'here') post({ say: 'ask' });
    else if (data.say === 'gone') rest();
    else if (data.say === 'show') {
      clearTimeout(timer);
      state.value = data.state;
      if (data.state.kind === 'done') timer = setTimeout(rest, THANKS);
    }
  };
  post({ say: 'ask' });
  return { state };
}
