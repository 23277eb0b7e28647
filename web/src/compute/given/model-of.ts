import { GivenModel } from './given-model.js';
import { readAddress } from './read-address.js';
import { readData } from './read-data.js';

/** The model that has an author's numbers: of an object of them, or of what an address leads to. Rejects with RefusedData. */
export async function modelOf(data: unknown, base: string): Promise<GivenModel> {
  const isAddress = typeof data === 'string' || data instanceof URL;
  return new GivenModel(readData(isAddress ? await readAddress(data, base) : data));
}
