// Package web serves what Sahelwatch knows: pages for people, a JSON API,
// Atom feeds, a stream of changes, metrics and health.
//
// Promise: reading only. No request changes what is stored; the one that
// changes anything, POST /-/reload, needs the configured token and no other
// site can send it. Everything a page needs comes from this server: no tile,
// font or script is fetched from elsewhere, and the Content-Security-Policy
// sees to it. Pages read without JavaScript. Figures stand with who says them;
// "no official word seen" means that none was read, and the official sources
// that were read, and those that failed, stand beside it.
//
// Limits: words exist in English and French (lang/*.yaml); quotes stay in their
// own language. A list shows at most PageSize incidents, an API answer at most
// APILimit. The map marks places, not single incidents, once a place has
// several. Trends reach back two years unless the address says otherwise.
//
// Failure: an unknown Host header is refused with 421, so that a page of
// another site cannot reach a daemon on loopback by a name of its own. Errors
// of the API are JSON: {"error": {"code", "message", "field"}}. What the store
// cannot give is a 500 whose cause goes to the log alone. Text from outside is
// hostile: control and direction-override characters are removed, HTML is
// escaped, links are http or https.
package web
