package demo

import (
	"bytes"
	"errors"
	"mime"
	"net/mail"
)

// readLetter reads the head of a message; one without a Message-ID is refused.
func readLetter(raw []byte) (Letter, error) {
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Letter{}, err
	}
	id := msg.Header.Get("Message-ID")
	if id == "" {
		return Letter{}, errors.New("no Message-ID")
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	if err != nil {
		return Letter{}, err
	}
	return Letter{ID: id, Subject: subject, Raw: raw}, nil
}
