// Package deliver carries rendered digests to recipients by mail, webhook,
// chat, file or terminal, and says what became of each attempt.
//
// Promise, together with the outbox of the store and the loop of the daemon:
// each digest arrives at least once, with the same id on each attempt (the
// mail's Message-ID, the webhook's webhook-id, the file's name), so that a
// receiver can drop the copy that a lost answer causes. A digest is frozen in
// the outbox in the same transaction that moves the recipient's cursor, and
// leaves it after its attempt was answered; a crash at any point repeats an
// attempt and loses nothing. The outbox hands out one message of each recipient
// at a time, the oldest first, so that messages arrive in order and a dead
// recipient delays nobody else.
//
// An attempt ends Done, Temporary (it is worth trying again), Permanent (the
// receiver refused this message for good) or Poison (the message itself cannot
// be rendered). Decide turns that into the delivery's next state: temporary
// failures wait with exponential backoff and jitter, no shorter than the
// receiver asked, and fail for good after GiveUp. A mail to several addresses
// is served address by address; those served or refused for good are never
// tried again.
//
// Limits: a webhook call takes at most 15 seconds, a mail at most
// SMTP.Timeout from the first packet to the last, however slowly the server
// answers. Mail leaves in clear text only when SMTP.Insecure says so. Of the
// chat library's services those that take an HTTP client speak through
// Options.Transport; the others use http.DefaultTransport, which the program
// sets to the same; smtp and logger, which speak no HTTP, are refused.
//
// Failure: Send never panics and never returns a secret: passwords, webhook
// and chat addresses are struck out of its errors.
package deliver
