import { testEngine } from './every.mjs';

testEngine('webkit');
