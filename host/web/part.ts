import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import type { Part } from '../part.js';

/** The sentences of the frame, the host's screens and the components of `sdk/ui`. */
export const part: Part = { locales: { tr, en, ru, uz } };
