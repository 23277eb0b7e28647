import { testEngine } from './every.mjs';

testEngine('chromium');
