import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { Failure } from '@sontechsp/sdk';
import { addressOf, type Account, type Context } from './connection.js';
import { refusal } from './errors.js';

/** An element of an answer: text, or elements by name; those that may repeat are always lists. */
export interface Element { readonly [name: string]: string | Element | readonly Element[] | undefined }

const NAMESPACE = 'http://yurticikargo.com.tr/ShippingOrderDispatcherServices';
const builder = new XMLBuilder({ ignoreAttributes: false, suppressEmptyNode: false });
const repeated = ['shippingOrderDetailVO', 'shippingDeliveryDetailVO', 'shippingCancelDetailVO', 'invDocCargoVOArray'];
const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false, htmlEntities: true, isArray: name => repeated.includes(name) });

export interface Operation {
  readonly name: 'createShipment' | 'queryShipment' | 'cancelShipment';
  /** The element its answer stands in. */
  readonly answer: 'ShippingOrderResultVO' | 'ShippingDeliveryVO';
  /** The parameter for the language has another name in every second operation. */
  readonly language: 'userLanguage' | 'wsLanguage';
  readonly acts: boolean;
}

/** Calls an operation. Answers with `outFlag` 0 or 1 come back, since 1 may still tell details; the service's breakdowns throw. */
export async function soap(ctx: Context, account: Account, operation: Operation, parameters: object): Promise<Element> {
  const { name, answer, language, acts } = operation;
  const body = builder.build({
    'soapenv:Envelope': {
      '@_xmlns:soapenv': 'http://schemas.xmlsoap.org/soap/envelope/', '@_xmlns:ship': NAMESPACE,
      'soapenv:Body': { [`ship:${name}`]: { wsUserName: account.userName, wsPassword: account.password, [language]: 'TR', ...parameters } },
    },
  });
  const { text } = await ctx.http.send({
    method: 'POST', url: addressOf(ctx.settings), headers: { soapaction: '""' }, text: { type: 'text/xml; charset=utf-8', body: `<?xml version="1.0" encoding="UTF-8"?>${body}` }, acts,
  });
  const result = bodyOf(text)?.[`${name}Response`] as Element | undefined;
  const found = result?.[answer] as Element | undefined;
  if (typeof found !== 'object' || found['outFlag'] === undefined) {
    throw new Failure('unavailable', 'Yurtiçi Kargo answered with something that is no answer', { acted: acts ? 'unknown' : 'no' });
  }
  if (textOf(found, 'outFlag') === '2') throw refusal('936', textOf(found, 'outResult'), acts);
  return found;
}

/** Undefined for what is no SOAP. Types declared in an answer are not followed. */
function bodyOf(text: string): Element | undefined {
  if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) return undefined;
  const envelope = (parser.parse(text) as Element)['Envelope'] as Element | undefined;
  const body = envelope?.['Body'];
  return typeof body === 'object' ? body as Element : undefined;
}

export const textOf = (element: Element | undefined, name: string): string => {
  const value = element?.[name];
  return typeof value === 'string' ? value.trim() : '';
};
export const listOf = (element: Element | undefined, name: string): readonly Element[] => (element?.[name] ?? []) as readonly Element[];
