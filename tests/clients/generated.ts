// The client that `openapi-typescript` and `openapi-fetch` make of the document: what compiles here
// is what the document says, since nothing is typed by hand.

import createClient from "openapi-fetch";
import type { paths } from "./api.js";
import * as story from "./story.mjs";

const user = story.PAYMENT.makePayment.endUserId;
const account = story.MSISDN;
const shop = { authorization: "Bearer shop-token" };
const bank = { appId: "APP", branchCode: "001", userId: "clerk" };
const xml = { "content-type": "application/xml" };

/** What the document has of an answer, good or bad. */
async function told(call: Promise<{ data?: unknown; error?: unknown; response: Response }>) {
  const { data, error, response } = await call;
  return { status: response.status, body: data ?? error };
}

/** Plays the story, step by step. */
export async function play(baseUrl: string) {
  const client = createClient<paths>({ baseUrl });
  const scripted = await client.POST("/mock/scripts", {
    body: { operation: "payment", behaviour: "loseReply", times: 1 },
  });
  const pay = () =>
    client.POST("/wallet/v1/transaction/{user}/payment", {
      params: { path: { user } },
      headers: shop,
      body: story.PAYMENT,
    });
  const lost = await pay().then(
    () => ({ lost: false }),
    () => ({ lost: true }),
  );
  const paid = await pay();
  const payment = paid.data?.makePayment;
  if (payment === undefined) throw new Error(`not paid: ${paid.response.status}`);
  const refunded = await told(
    client.POST("/wallet/v1/transaction/{user}/refund", {
      params: { path: { user } },
      headers: shop,
      body: story.refundOf(payment.serverReferenceCode),
    }),
  );
  const looked = await told(
    client.GET("/wallet/v1/transaction/{user}/payment/{reference}", {
      params: { path: { user, reference: payment.serverReferenceCode } },
      headers: shop,
    }),
  );
  const debit = { params: { path: { account, trid: "T-1" } }, headers: shop };
  const asked = await told(
    client.POST("/accountdebit/v1/{account}", {
      params: { path: { account } },
      headers: shop,
      body: story.DEBIT,
    }),
  );
  const messages = await client.GET("/mock/messages", { params: { query: { to: account } } });
  const token = messages.data?.[0]?.token ?? "";
  const confirm = "/accountdebit/v1/{account}/{trid}/confirm";
  const confirmed = await told(client.POST(confirm, { ...debit, body: { token } }));
  const debited = await told(client.GET("/accountdebit/v1/{account}/{trid}", debit));
  const direct = await told(client.POST("/caas/direct/debit", { body: story.CAAS_DEBIT }));
  const balance = await told(client.POST("/caas/balance/query", { body: story.BALANCE_QUERY }));
  const subscribed = await told(client.POST("/subscription/send", { body: story.SUBSCRIPTION }));
  const subscription = await told(
    client.POST("/subscription/getStatus", { body: story.SUBSCRIPTION_STATUS }),
  );
  const charges = { authorization: "Bearer charges-token", apiKey: "shop-key" };
  const created = await told(
    client.POST("/charges", { headers: charges, body: story.GOOD_CHARGE }),
  );
  const notCreated = await told(
    client.POST("/charges", { headers: charges, body: story.BAD_CHARGE }),
  );
  const fees = await told(
    client.POST("/service/v1/charges", { params: { header: bank }, body: story.FEES }),
  );
  const feesInXml = await told(
    client.POST("/service/v1/charges", {
      params: { header: bank },
      headers: xml,
      // Whoever sends XML writes it.
      body: story.FEES_XML as never,
      bodySerializer: String,
      parseAs: "text",
    }),
  );
  return {
    scripted: { status: scripted.response.status, body: scripted.data },
    lost,
    paid: { status: paid.response.status, body: paid.data },
    refunded,
    looked,
    asked,
    messages: { status: messages.response.status, body: messages.data },
    confirmed,
    debited,
    direct,
    balance,
    subscribed,
    subscription,
    created,
    notCreated,
    fees,
    feesInXml,
  };
}
