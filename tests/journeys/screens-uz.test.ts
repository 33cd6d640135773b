import { everyScreen } from './every-screen.js';

everyScreen('uz');
