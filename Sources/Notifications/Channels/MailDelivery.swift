/// Tells by mail, which the machine's mail system takes from the program `sendmail`.
struct MailDelivery {
    let address: String
    let sendmail: String
    let folder: String
    let environment: [String: String]

    static let help = "mail needs a mail system: install one, for example with: apt-get install msmtp-mta"

    func deliver(_ notice: Notice, _ text: String, timeout: Double, time: Double) async -> DeliveryResult {
        let mail = Mail(recipient: address, subject: notice.subject, text: text, time: time)
        // -t takes the recipient from the header, -i takes a line with a lone full stop for text.
        let program = HelperProgram(
            words: [sendmail, "-t", "-i"], input: mail.source, environment: environment, folder: folder,
            timeout: timeout, help: Self.help)
        do throws(DeliveryProblem) {
            let end = try await program.run()
            return DeliveryResult(attempts: 1, problem: end.problem(of: sendmail, timeout: timeout))
        } catch {
            return DeliveryResult(attempts: 1, problem: error)
        }
    }
}
