// Applications after their submission: made by a walk through the shortest item, then looked at on their pages.
import { beginAndWalkTo, planOf, readReceipt, submit } from "./steps.mjs";

/** Who applies and for what; staff decide about this one, so that every state can come. */
export const plan = planOf("old_age_allowance");

/** Submits an application; answers its receipt. */
export async function apply(page, portal, how = plan) {
  await beginAndWalkTo(page, portal, how, "review");
  await submit(page);
  return readReceipt(page);
}

/** The page of an application, or of what follows it: `supplement`, `rating`. */
export const addressOf = (number, what = "") => `/applications/${number}${what && `/${what}`}`;
