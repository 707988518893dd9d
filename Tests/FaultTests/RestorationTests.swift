import Foundation
import ProgramTesting
import Testing

/// Backups that are restored to a place with something left in it, and backups that somebody has forged.
struct RestorationTests {
    let place: Workplace
    let file: String

    init() throws {
        place = try Workplace()
        file = "\(place.path)/backup.tar"
    }

    private func backUp() throws {
        let outcome = try place.fixture("backup", file)
        try #require(outcome.code == 0, "\(outcome)")
    }

    @Test func `A log without its registry is not taken for that of the restored one`() throws {
        _ = try place.runPipeline("words")
        try backUp()
        _ = try place.runPipeline("crowd")
        let registry = "\(place.project)/registry/registry.sqlite"
        try FileManager.default.moveItem(atPath: registry, toPath: "\(place.path)/old.sqlite")
        let refused = try place.fixture("restore", file)
        #expect(refused.code == 2)
        #expect(
            refused.complaints.plain(in: place)
                == "error: 'PLACE/project/registry/registry.sqlite-wal' belongs to a registry that is not there any more, "
                + "and holds its newest changes; move it to where the registry is now, or restore into another folder "
                + "with --into\n")
        #expect(!place.exists("project/registry/registry.sqlite"))

        try FileManager.default.moveItem(atPath: "\(registry)-wal", toPath: "\(place.path)/old.sqlite-wal")
        #expect(place.exists("project/registry/registry.sqlite-shm"))
        #expect(try place.fixture("restore", file).code == 0)
        #expect(try place.files(below: "project/registry") == ["registry.sqlite", "registry.sqlite-lock"])
        #expect(try place.fixture("doctor", "--deep").code == 0)
        let runs = try place.fixture("runs", "--json").json() as? [[String: Any]]
        #expect(runs?.compactMap { $0["pipeline"] as? String } == ["words"])
    }

    @Test func `A log that appears while a backup is read is seen, and an empty one goes`() throws {
        _ = try place.runPipeline("crowd")
        try backUp()
        for log in ["", "changes"] {
            for part in ["", "-wal", "-shm"] { try? place.remove("project/registry/registry.sqlite\(part)") }
            let gate = try Gate(in: place, named: "gate-\(log)")
            let restoration = try place.start(
                .fixture, ["restore", file], environment: ["PIPELINE_SYNC_POINT": "wait file-change 1 \(gate.path)"])
            _ = try gate.arrival()
            try place.write(log, to: "project/registry/registry.sqlite-wal")
            gate.letThrough()
            #expect(try restoration.outcome().code == (log.isEmpty ? 0 : 2))
            #expect(place.exists("project/registry/registry.sqlite") == log.isEmpty)
            #expect(place.exists("project/registry/registry.sqlite-wal") != log.isEmpty)
            if log.isEmpty { #expect(try place.fixture("doctor", "--deep").code == 0) }
        }
    }

    @Test(arguments: [
        ["l a ../outside", "l ./a/victim /nowhere"], ["l a ../outside", "f .//a/new text"],
        ["d s ", "l s/a ../outside", "l s//a/victim /nowhere"], ["l a ../outside", "f a/new text"],
        ["f ../new text"],
    ])
    func `No entry of a backup that was forged gets out of its folder`(entries: [String]) throws {
        // One of its outputs is a folder.
        _ = try place.fixture("run", "pair", "--only", "make")
        try backUp()
        try place.write("mine\n", to: "restored/artifacts/staging/outside/victim")
        // Everything in it is what its digest says, and the digests are what the registry refers to.
        let script = """
            import hashlib, json, os, sqlite3, subprocess, sys
            backup, folder, entries = sys.argv[1], sys.argv[2], sys.argv[3:]
            digest = lambda bytes: hashlib.sha256(bytes).hexdigest()
            os.mkdir(folder)
            os.chdir(folder)
            subprocess.run(['tar', '-xf', backup], check=True)
            manifest = b''
            for kind, path, content in (entry.split(' ') for entry in entries):
                content = content.replace('../outside', os.path.dirname(folder) + '/restored/artifacts/staging/outside')
                if kind != 'd':
                    open('contents/' + digest(content.encode()), 'w').write(content)
                manifest += f'{digest(content.encode())} {kind} {len(content)} {path}'.encode() + b'\\0'
            old, new = os.listdir('manifests')[0], digest(b'pipeline folder 1\\0' + manifest)
            os.remove('manifests/' + old)
            open('manifests/' + new, 'wb').write(manifest)
            registry = sqlite3.connect('registry.sqlite')
            for table in ['artifact', 'result_artifact']:
                assert registry.execute(f'UPDATE {table} SET digest = ? WHERE digest = ?', (new, old)).rowcount > 0
            registry.commit()
            registry.execute('PRAGMA journal_mode = DELETE')
            registry.close()
            document = json.load(open('backup.json'))
            document['registry'] = digest(open('registry.sqlite', 'rb').read())
            document['contents'] = len(os.listdir('contents'))
            json.dump(document, open('backup.json', 'w'))
            subprocess.run(['tar', '-cf', backup, 'backup.json', 'registry.sqlite']
                + [f'{part}/{name}' for part in ['manifests', 'contents'] for name in os.listdir(part)], check=True)
            """
        let forged = try Outcome.of("/usr/bin/env", ["python3", "-c", script, file, "\(place.path)/forged"] + entries)
        try #require(forged.code == 0, "\(forged)")
        let path = entries.last?.split(separator: " ")[1] ?? ""
        let outcome = try place.fixture("restore", file, "--into", "\(place.path)/restored")
        #expect(outcome.code == 1)
        #expect(
            outcome.complaints.plain(in: place)
                == "error: 'PLACE/backup.tar' holds '\(path)', which leads out of its folder; use a backup that nobody "
                + "has changed\n")
        #expect(try place.files(below: "restored/artifacts/staging") == ["outside/victim"])
        #expect(try place.read("restored/artifacts/staging/outside/victim") == "mine\n")
        #expect(!place.exists("restored/registry/registry.sqlite"))
    }
}
