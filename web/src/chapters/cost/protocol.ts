// What the page and the thread with the long computations say to each other.
import type { GrowthReport, GrowthRequest } from './growth.js';
import type { HeadReport, HeadRequest } from './head.js';

export type CostRequest = GrowthRequest | HeadRequest;
export type CostReport = GrowthReport | HeadReport;
