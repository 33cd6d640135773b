import type { FrameScreen } from './frame.model.js';

/** The whole key of a screen's title; a plugin writes its own without its name. */
export const messageKey = ({ plugin, title }: Pick<FrameScreen, 'plugin' | 'title'>): string => (title.includes(':') ? title : `${plugin}:${title}`);
