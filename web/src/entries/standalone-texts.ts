// The texts of both languages, for the script with everything in it.
import glosses from '../../../core/corpus/glosses.zh.txt';
import aroundEn from 'texts:en/around';
import firstEn from 'texts:en/first';
import restEn from 'texts:en/rest';
import aroundKeys from 'texts:keys/around';
import firstKeys from 'texts:keys/first';
import restKeys from 'texts:keys/rest';
import aroundZh from 'texts:zh/around';
import firstZh from 'texts:zh/first';
import restZh from 'texts:zh/rest';
import { provideGlosses, provideTexts } from '../text/messages.js';

provideTexts('en', 'first', firstKeys, firstEn);
provideTexts('en', 'around', aroundKeys, aroundEn);
provideTexts('en', 'rest', restKeys, restEn);
provideTexts('zh', 'first', firstKeys, firstZh);
provideTexts('zh', 'around', aroundKeys, aroundZh);
provideTexts('zh', 'rest', restKeys, restZh);
provideGlosses(glosses);
