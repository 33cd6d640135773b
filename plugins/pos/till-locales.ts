import displayEn from './locales/display.en.json' with { type: 'json' };
import displayRu from './locales/display.ru.json' with { type: 'json' };
import displayTr from './locales/display.tr.json' with { type: 'json' };
import displayUz from './locales/display.uz.json' with { type: 'json' };
import favouritesEn from './locales/favourites.en.json' with { type: 'json' };
import favouritesRu from './locales/favourites.ru.json' with { type: 'json' };
import favouritesTr from './locales/favourites.tr.json' with { type: 'json' };
import favouritesUz from './locales/favourites.uz.json' with { type: 'json' };

/** The sentences of what stands beside the till: the customer's window and the favourites. */
export const tillLocales = {
  tr: { ...displayTr, ...favouritesTr }, en: { ...displayEn, ...favouritesEn }, ru: { ...displayRu, ...favouritesRu }, uz: { ...displayUz, ...favouritesUz },
};
