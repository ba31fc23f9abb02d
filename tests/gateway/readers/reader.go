// A service in Go that answers every request with the path that it understood, read in the ways that Go programs read it.
package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"path"
	"strings"
)

// opened is a file system without files that remembers what was asked for.
type opened struct{ name string }

func (o *opened) Open(name string) (http.File, error) {
	if o.name == "" {
		o.name = name
	}
	return nil, os.ErrNotExist
}

type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}

func read(w http.ResponseWriter, r *http.Request) {
	files := &opened{}
	http.FileServer(files).ServeHTTP(discard{http.Header{}}, r)
	understood := map[string]string{
		"Go: http.FileServer":         files.name,
		"Go: path.Clean":              path.Clean(r.URL.Path),
		"Go: the target as sent":      strings.SplitN(r.RequestURI, "?", 2)[0],
		"Go: path.Clean, lower case":  strings.ToLower(path.Clean(r.URL.Path)),
		"Go: without a raw parameter": path.Clean(strings.SplitN(r.URL.Path, ";", 2)[0]),
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(understood)
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	panic(http.Serve(listener, http.HandlerFunc(read)))
}
