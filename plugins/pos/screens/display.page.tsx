import { render } from 'preact';
import { createDisplay } from './display/display.model.js';
import { DisplayView } from './display/view.js';

/** The customer's window, on a screen of its own. */
render(<DisplayView display={createDisplay()} />, document.getElementById('app')!);
