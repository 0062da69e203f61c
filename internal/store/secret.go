package store

import (
	"bytes"
	"crypto/rand"

	"go.etcd.io/bbolt"
)

var secretKey = []byte("secret")

// secretLen in bytes: as long as the SHA-256 that it keys.
const secretLen = 32

// Secret gives the store's own secret, made at the first call and the same ever
// after: whoever knows it can sign in the store's name. It never leaves the
// process; a copy of the store holds it too.
func (s *Store) Secret() ([]byte, error) {
	secret, err := s.readSecret()
	if err != nil || secret != nil {
		return secret, err
	}
	err = s.update("make the store's secret", func(tx *bbolt.Tx) error {
		if secret, err = secretIn(tx); err != nil || secret != nil {
			return err
		}
		secret = make([]byte, secretLen)
		rand.Read(secret) // never fails
		return tx.Bucket(bMeta).Put(secretKey, seal(secretKey, 0, secret))
	})
	return secret, err
}

func (s *Store) readSecret() (secret []byte, err error) {
	err = s.view("read the store's secret", func(tx *bbolt.Tx) error {
		secret, err = secretIn(tx)
		return err
	})
	return secret, err
}

func secretIn(tx *bbolt.Tx) ([]byte, error) {
	rec := tx.Bucket(bMeta).Get(secretKey)
	if rec == nil {
		return nil, nil
	}
	content, _, err := check("meta", secretKey, rec)
	return bytes.Clone(content), err
}
