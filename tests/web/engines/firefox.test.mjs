import { testEngine } from './every.mjs';

testEngine('firefox');
